import { describe, expect, it } from 'vitest'
import { normalizePluginOptions, readPluginOptions } from './plugin-options.ts'

describe('normalizePluginOptions()', () => {
  it('fills in the folders of a workspace that says nothing', () => {
    expect(normalizePluginOptions(undefined)).toEqual({
      configRepo: { kind: 'folder', folder: 'config-repo' },
      appsDir: 'apps',
    })
  })

  it.each([
    ['deploy/', { kind: 'folder', folder: 'deploy' }],
    ['./deploy/k8s', { kind: 'folder', folder: 'deploy/k8s' }],
    ['.', { kind: 'folder', folder: '' }],
    [
      'https://git.example.test/config.git',
      { kind: 'remote', url: 'https://git.example.test/config.git', branch: 'main' },
    ],
    [
      'git@git.example.test:acme/config.git#live',
      {
        kind: 'remote',
        url: 'git@git.example.test:acme/config.git',
        branch: 'live',
      },
    ],
    ['/srv/config.git', { kind: 'remote', url: '/srv/config.git', branch: 'main' }],
    ['file:///srv/config.git#next', { kind: 'remote', url: 'file:///srv/config.git', branch: 'next' }],
  ])('reads the config repo "%s"', (configRepo, expected) => {
    expect(normalizePluginOptions({ configRepo }).configRepo).toEqual(expected)
  })

  it.each([{ configRepo: '../elsewhere' }, { configRepo: 7 }, { configrepo: 'deploy' }])(
    'refuses %j',
    (options) => {
      expect(() => normalizePluginOptions(options)).toThrow(
        expect.objectContaining({ code: 'invalid-options' }),
      )
    },
  )
})

describe('readPluginOptions()', () => {
  it('finds the options among the plugins of nx.json', () => {
    const plugins = ['@nx/js', { plugin: 'slipway/plugin', options: { appsDir: 'services' } }]
    expect(readPluginOptions({ plugins }).appsDir).toBe('services')
  })

  it('takes the defaults when the plugin is named without options, or not at all', () => {
    expect(readPluginOptions({ plugins: ['slipway/plugin'] }).appsDir).toBe('apps')
    expect(readPluginOptions({}).appsDir).toBe('apps')
  })
})
