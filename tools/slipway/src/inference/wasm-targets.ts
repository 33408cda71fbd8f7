import type { TargetConfiguration } from '@nx/devkit'
import { compilerConfig } from '../wasm/compile-kernel.ts'

/** The targets `wasm` and `wasm-check` of a project that has AssemblyScript. */
export function wasmTargets(): Record<string, TargetConfiguration> {
  const sources = [
    '{projectRoot}/**/*.as.ts',
    `{projectRoot}/${compilerConfig}`,
    { externalDependencies: ['assemblyscript'] },
  ]
  return {
    wasm: {
      executor: 'slipway:wasm',
      cache: true,
      inputs: sources,
      outputs: ['{projectRoot}/**/*.wasm'],
      metadata: {
        description: 'Compiles each file *.as.ts to a WebAssembly module beside it, which is committed',
        help: { command: 'npx asc --help', example: {} },
      },
    },
    'wasm-check': {
      executor: 'slipway:wasm',
      cache: true,
      inputs: [...sources, '{projectRoot}/**/*.wasm'],
      options: { check: true },
      metadata: { description: 'Fails unless each committed module is what its *.as.ts compiles to' },
    },
  }
}
