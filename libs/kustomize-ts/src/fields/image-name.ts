import { RE2JS } from 're2js'

/** What may follow a name: a tag and a digest. */
const version = '(:[a-zA-Z0-9_.{}-]*)?(@[a-zA-Z0-9]+([.+_-][a-zA-Z0-9]+)*:[a-zA-Z0-9_.{}-]*)?$'
const versionOnly = new RegExp(`^${version}`)

/**
 * A test of images for a name, which is a regular expression here; one that is none matches nothing. Nearly all names are made of
 * letters, dots, slashes and dashes, and comparing them takes no expression, which to compile was a tenth of a render.
 */
export function imageTest(name: string): (image: string) => boolean {
  const asExpression = once(() => expressionTest(name))
  if (!/^[\w./-]*$/.test(name)) return (image) => asExpression()(image)
  return (image) => {
    // A dot stands for a whole character, which beyond ASCII may be two here.
    if (!isAscii(image)) return asExpression()(image)
    return startsWithName(image, name) && versionOnly.test(image.slice(name.length))
  }
}

function startsWithName(image: string, name: string): boolean {
  if (image.length < name.length) return false
  for (let index = 0; index < name.length; index++) {
    const wanted = name[index]
    const found = image[index]
    if (wanted === '.' ? found === '\n' : wanted !== found) return false
  }
  return true
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false
  return true
}

function expressionTest(name: string): (image: string) => boolean {
  try {
    const pattern = RE2JS.compile(`^${name}${version}`)
    return (image) => pattern.matcher(image).find()
  } catch {
    return () => false
  }
}

function once<Result>(make: () => Result): () => Result {
  let made: { result: Result } | undefined
  return () => (made ??= { result: make() }).result
}
