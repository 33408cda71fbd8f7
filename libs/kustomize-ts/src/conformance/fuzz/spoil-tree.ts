import type { Random } from './random.ts'
import type { Tree, TreeFiles } from './tree.ts'
import { oddScalar } from './odd-scalars.ts'

type Spoil = (text: string, random: Random) => string

/** Makes one thing wrong with a tree, as people and programs do. */
export function spoilTree(tree: Tree, random: Random): Tree {
  const path = random.pick([...tree.files.keys()])
  const files = random.chance(0.12) ? withoutFile(tree.files, path) : withText(tree.files, path, random)
  return { ...tree, files }
}

function withoutFile(files: TreeFiles, path: string): TreeFiles {
  return new Map([...files].filter(([other]) => other !== path))
}

function withText(files: TreeFiles, path: string, random: Random): TreeFiles {
  const content = files.get(path)
  if (typeof content !== 'string' || content === '') return withoutFile(files, path)
  return new Map([...files, [path, random.pick(spoils)(content, random)]])
}

const spoils: readonly Spoil[] = [
  // A line is missing, is here twice, or moves.
  (text, random) => onLine(text, random, () => []),
  (text, random) => onLine(text, random, () => []),
  (text, random) => onLine(text, random, (line) => [line, line]),
  (text, random) => onLine(text, random, (line) => [` ${line}`]),
  (text, random) => onLine(text, random, (line) => [line.replace(/^ {2}/, '')]),
  (text, random) => onLine(text, random, (line) => [line.replace(/^ {2}/, '\t')]),
  // A value is of another type.
  (text, random) => onValue(text, random, () => 'null'),
  (text, random) => onValue(text, random, () => ''),
  (text, random) =>
    onValue(text, random, () =>
      random.pick(['{}', '[]', '{a: b}', '[a]', '- a', '[null]', '{a: {}}', '[[]]']),
    ),
  (text, random) => onValue(text, random, () => random.pick(['1', 'true', '"x"', '1.5', '-1', '2020-01-01'])),
  (text, random) => onValue(text, random, () => oddScalar(random)),
  (text, random) =>
    onValue(text, random, () => random.pick(['&a', '*a', '&a b', '<<', '!!map', '!!str', '|', '>-'])),
  // A name is misspelt.
  (text, random) => onLine(text, random, (line) => [line.replace(/\w(?=\w*:)/, '')]),
  (text, random) => onLine(text, random, (line) => [line.replace(/\w+(?=:)/, (key) => key.toUpperCase())]),
  (text, random) =>
    onLine(text, random, (line) => [
      line.replace(/\w+(?=:)/, random.pick(['unknown', 'name', 'kind', 'null', '1', '? x', '<<', '"a"'])),
    ]),
  (text, random) => onLine(text, random, (line) => [line.replace(/(: \S*)\S$/, '$1x')]),
  // Characters come or go.
  (text, random) => onCharacter(text, random, ''),
  (text, random) =>
    onCharacter(
      text,
      random,
      random.pick([
        ':',
        '-',
        '"',
        "'",
        '{',
        '}',
        '[',
        ']',
        ',',
        '#',
        '&',
        '*',
        '!',
        '|',
        '>',
        '%',
        '@',
        '?',
        ' ',
        '\t',
        '\n',
        '\r',
        '\\',
        '\0',
        '\u0085',
        '\u2028',
        '\uFEFF',
      ]),
    ),
  // Documents come or go.
  (text) => `${text}---\n`,
  (text) => `---\n---\n${text}`,
  (text) => `${text}---\n${text}`,
  (text) => text.replaceAll('---\n', ''),
  (text, random) => text.slice(0, random.below(text.length)),
  () => '',
  (text, random) => random.pick(['# nothing\n', 'null\n', '[]\n', '{}\n', 'a\n', '- a\n', '---\n']),
]

function onLine(text: string, random: Random, change: (line: string) => readonly string[]): string {
  const lines = text.split('\n')
  const index = random.below(lines.length)
  return lines.toSpliced(index, 1, ...change(lines[index] as string)).join('\n')
}

function onValue(text: string, random: Random, value: () => string): string {
  return onLine(text, random, (line) => [
    line.replace(/(?<=^\s*(?:- )*[^\s:]+:|^\s*-)(?: .*)?$/, () => ` ${value()}`),
  ])
}

function onCharacter(text: string, random: Random, character: string): string {
  const index = random.below(text.length)
  return text.slice(0, index) + character + text.slice(index + random.below(2))
}
