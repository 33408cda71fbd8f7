import { readFileSync } from 'node:fs'

/** What `fibonacci.as.ts` exports; the target `wasm` compiles it to `fibonacci.wasm`. */
interface Kernel {
  fibonacci(n: number): number
}

const module = new WebAssembly.Module(readFileSync(new URL('./fibonacci.wasm', import.meta.url)))

/** The compiled computation. Each thread that imports this has an instance of its own. */
export const { fibonacci } = new WebAssembly.Instance(module).exports as unknown as Kernel
