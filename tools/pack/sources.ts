import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import ts from 'typescript'

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
}

/** The file that takes the place of a package in imports, or nothing to leave the package's name. */
export type Rename = (specifier: string) => string | undefined

/** Writes `source` as JavaScript into `target`, file by file; tests and declarations stay behind, templates and data come along as they are. */
export async function buildSources(source: string, target: string, rename: Rename): Promise<void> {
  for (const entry of await readdir(source, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    const name = path.relative(source, file)
    if (/\.(test|bench|d)\.ts$|(^|\/)(testing|fixtures)\//.test(name)) continue
    const isSource = name.endsWith('.ts') && !name.split(path.sep).includes('files')
    if (isSource) await buildSource(file, path.join(target, name.replace(/\.ts$/, '.js')), rename)
    else await cp(file, path.join(target, name))
  }
}

async function buildSource(file: string, target: string, rename: Rename): Promise<void> {
  const relative = (specifier: string): string => {
    const place = rename(specifier)
    return place ? `./${path.relative(path.dirname(target), place)}` : specifier
  }
  const { outputText } = ts.transpileModule(await readFile(file, 'utf8'), {
    compilerOptions,
    fileName: file,
    transformers: { before: [renameImports(relative)] },
  })
  await mkdir(path.dirname(target), { recursive: true })
  await writeFile(target, outputText)
}

function renameImports(rename: (specifier: string) => string): ts.TransformerFactory<ts.SourceFile> {
  return (context) => {
    const { factory } = context
    const renamed = (node: ts.Node): ts.StringLiteral =>
      factory.createStringLiteral(rename((node as ts.StringLiteral).text))
    const visit = (node: ts.Node): ts.Node => {
      if (ts.isImportDeclaration(node)) {
        const { modifiers, importClause, moduleSpecifier, attributes } = node
        return factory.updateImportDeclaration(
          node,
          modifiers,
          importClause,
          renamed(moduleSpecifier),
          attributes,
        )
      }
      if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
        const { modifiers, isTypeOnly, exportClause, moduleSpecifier, attributes } = node
        return factory.updateExportDeclaration(
          node,
          modifiers,
          isTypeOnly,
          exportClause,
          renamed(moduleSpecifier),
          attributes,
        )
      }
      if (isDynamicImport(node)) {
        const [specifier, ...rest] = node.arguments
        return factory.updateCallExpression(node, node.expression, undefined, [renamed(specifier), ...rest])
      }
      return ts.visitEachChild(node, visit, context)
    }
    return (file) => ts.visitEachChild(file, visit, context)
  }
}

/** `import('…')` of a name that stands there. */
function isDynamicImport(
  node: ts.Node,
): node is ts.CallExpression & { readonly arguments: readonly [ts.StringLiteral, ...ts.Expression[]] } {
  return (
    ts.isCallExpression(node) &&
    node.expression.kind === ts.SyntaxKind.ImportKeyword &&
    node.arguments[0] !== undefined &&
    ts.isStringLiteral(node.arguments[0])
  )
}
