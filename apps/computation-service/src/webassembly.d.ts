/** What every JavaScript engine has and the types of Node lack; TypeScript's lib "dom", which has it, brings a browser along. */
declare namespace WebAssembly {
  interface Module {
    readonly [Symbol.toStringTag]: string
  }

  interface Instance {
    readonly exports: Readonly<Record<string, unknown>>
  }

  const Module: new (bytes: Uint8Array<ArrayBuffer>) => Module
  const Instance: new (module: Module) => Instance
}
