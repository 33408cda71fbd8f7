import path from 'node:path/posix'

/**
 * The file of a worker beside the module whose `import.meta.url` is given: `fibonacci.worker` is `fibonacci.worker.ts` as
 * source, and `fibonacci.worker.js` in a bundle, where it lies beside the file that the module became part of.
 */
export function workerFile(name: string, importer: string): URL {
  return new URL(`./${name}${path.extname(importer)}`, importer)
}
