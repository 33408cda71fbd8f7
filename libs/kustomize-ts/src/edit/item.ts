/** What a new item of a list holds: strings are quoted where YAML would read them as something else. */
export type Item = Readonly<Record<string, string | number>>
