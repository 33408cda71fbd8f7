// What programs beside the command line and the plugin may read
export { imageResult, type ImageResult } from './image/result.ts'
export { pluginOptionsSchema, type PluginOptions } from './options/plugin-options.ts'
export { serviceOptions, type ServiceOptions } from './options/service-options.ts'
