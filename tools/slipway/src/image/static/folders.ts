/** The folder of a front end whose files are served as they are, at the root of the site. */
export const publicFolder = 'public'

/** The folder of a front end with the configuration of its server. */
export const serverFolder = 'server'
