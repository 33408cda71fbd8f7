import { getProjects, type Tree } from '@nx/devkit'
import { addComposeService } from '../compose/add-compose-service.ts'
import { composePath } from '../compose/read-compose.ts'
import type { NewService } from './options.ts'

/** Adds the service to the compose file, which is made where there is none. */
export function addToCompose(tree: Tree, service: NewService): void {
  const text = tree.read(composePath, 'utf8') ?? header
  const kit = getProjects(tree).get('@slipway/service-kit')?.root
  const entry = service.api
    ? siteEntry(service)
    : service.image
      ? createdEntry(service, kit)
      : adoptedEntry(service)
  tree.write(composePath, addComposeService(text, entry))
}

const header =
  '# Local development. Start:  docker compose up --build      Follow edits:  docker compose watch\n'

function createdEntry(service: NewService, kit: string | undefined): string {
  const { name, root, port, probes } = service
  const kitWatch = kit ? `      - { action: sync+restart, path: ${kit}/src, target: /app/${kit}/src }\n` : ''
  return `${name}:
  build:
    context: .
    dockerfile: ${root}/Dockerfile
    args: [NODE_IMAGE, BASE_IMAGE]
${runtime(service)}
  healthcheck:
    test: [CMD, node, -e, "process.exit((await fetch('http://127.0.0.1:${port}${probes.liveness}')).ok ? 0 : 1)"]
    interval: 5s
    timeout: 5s
    retries: 6
  stop_grace_period: 30s
  cap_drop: [ALL]
  security_opt: ["no-new-privileges:true"]
  develop:
    watch:
      - { action: sync+restart, path: ${root}/src, target: /app/${root}/src }
${kitWatch}      - { action: rebuild, path: package-lock.json }
`
}

/**
 * The front end as it is served in production, once it is built. It is left out of what starts by itself: a front end is
 * developed with its target `serve`.
 */
function siteEntry({ name, root, port, localPort }: NewService): string {
  return `# As in production:  npx nx build ${name} && docker compose --profile ${name} up      From its source:  npx nx serve ${name}
${name}:
  profiles: [${name}]
  image: \${NGINX_IMAGE:-nginxinc/nginx-unprivileged:stable-alpine-slim}
  entrypoint: [/usr/sbin/nginx, -p, /app, -e, stderr, -c, server/nginx.conf]
  stop_signal: SIGQUIT
  user: "65532:65532"
  ports:
    - \${${variableOf(name)}:-${localPort}}:${port}
  volumes:
    - { type: bind, source: ./dist/${root}, target: /app, read_only: true, bind: { create_host_path: false } }
  tmpfs: ["/tmp:mode=1777"]
  read_only: true
  cap_drop: [ALL]
  security_opt: ["no-new-privileges:true"]
  develop:
    watch:
      - { action: restart, path: ./dist/${root} }
`
}

/** What an image of another language brings to check its health with is not known. */
function adoptedEntry(service: NewService): string {
  return `${service.name}:
  build:
    context: ${service.root}
${runtime(service)}
`
}

function runtime({ name, port, localPort }: NewService): string {
  return `  ports:
    - \${${variableOf(name)}:-${localPort}}:${port}
  environment:
    PORT: "${port}"
    APP_ENV: development
    LOG_LEVEL: \${LOG_LEVEL:-info}`
}

function variableOf(name: string): string {
  return `${name.toUpperCase().replaceAll('-', '_')}_PORT`
}
