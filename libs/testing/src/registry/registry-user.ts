/** The only user of a registry that asks who somebody is. */
export const registryUser = { username: 'tester', password: 'correct horse' }

/** bcrypt of the password above; Debian's registry takes nothing else. */
export const htpasswd = `${registryUser.username}:$2b$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2\n`
