import type { FileSource } from '@slipway/config-repo'
import { linkMark, type Texts } from './make-repository.ts'

/** A made-up repository as a source of files. */
export function textsSource(texts: Texts): FileSource {
  const files = Object.entries(texts).map(([path, text]) => {
    const isLink = text.startsWith(linkMark)
    const content = Buffer.from(isLink ? text.slice(linkMark.length) : text)
    return [path, { id: `${isLink}${text}`, isLink, content }] as const
  })
  return {
    folder: '',
    listsAll: true,
    list: async () =>
      files.map(([path, file]) => [path, file.isLink ? file : { ...file, content: undefined }]),
    read: async (asked) =>
      asked.map(([path]) => files.find(([name]) => name === path)?.[1].content ?? Buffer.of()),
  }
}
