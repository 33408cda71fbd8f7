/** Every file and folder that was read, each once, in reading order. */
export class ReadLog {
  readonly #paths = new Set<string>()

  add(path: string): void {
    this.#paths.add(path)
  }

  get paths(): string[] {
    return [...this.#paths]
  }
}
