import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

/** The OpenAPI document of a running service. */
export interface ApiDocument {
  /** As `get /api/orders/{id}`. */
  operations: string[]
  /** What in an answer is not as the document says of `operation`; empty when all is. Reads the answer. */
  problems(operation: string, response: Response): Promise<string[]>
}

interface Declared {
  headers?: Record<string, { $ref?: string; required?: boolean }>
  content?: Record<string, object>
}

interface Document {
  paths: Record<string, Record<string, { responses: Record<string, Declared> }>>
}

/** Reads the document at `<url>/openapi.json`. */
export async function openDocument(url: string): Promise<ApiDocument> {
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as Document
  // Not strict: OpenAPI has keywords beside those of JSON Schema.
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true })
  addFormats.default(ajv)
  ajv.addSchema(document, 'openapi')
  return {
    operations: listOperations(document),
    async problems(operation, response) {
      const [method = '', path = ''] = operation.split(' ')
      const { status } = response
      const declared = document.paths[path]?.[method]?.responses[status]
      if (!declared) return [`${operation} does not declare ${status}`]
      const [type = ''] = (response.headers.get('Content-Type') ?? '').split(';')
      const text = await response.text()
      const missing = Object.keys(declared.headers ?? {}).filter((name) => !response.headers.has(name))
      const problems = missing.map((name) => `${operation} ${status} lacks the header ${name}`)
      if (!declared.content)
        return text === '' ? problems : [...problems, `${operation} ${status} has a body`]
      if (!(type in declared.content)) return [...problems, `${operation} ${status} is of the type "${type}"`]
      const pointer = ['paths', path, method, 'responses', String(status), 'content', type, 'schema']
      const validate = ajv.compile({ $ref: `openapi#/${pointer.map(escapePointer).join('/')}` })
      const isValid = validate(type === 'application/json' ? JSON.parse(text) : text)
      return isValid ? problems : [...problems, `${operation} ${status}: ${ajv.errorsText(validate.errors)}`]
    },
  }
}

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'])

function listOperations({ paths }: Document): string[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((key) => methods.has(key))
      .map((method) => `${method} ${path}`),
  )
}

/** RFC 6901 within a URI's fragment. */
function escapePointer(token: string): string {
  return encodeURIComponent(token.replaceAll('~', '~0').replaceAll('/', '~1'))
}
