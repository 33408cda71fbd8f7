import type { z } from 'zod'

/** What a route takes and gives: it validates the input, and `/openapi.json` is made of it. */
export interface Contract {
  /** A few words for the list of routes. */
  summary?: string
  description?: string
  /** Made from method and path by default: `getApiOrdersById`. Unique within a service. */
  operationId?: string
  /** The service's name by default. */
  tags?: readonly string[]
  deprecated?: boolean
  /** A zod object of the path's parameters; each is text by default. */
  params?: z.ZodType
  /** A zod object of the query, or a reader of one's own. */
  query?: z.ZodType | QueryReader
  /** Of a body that is JSON: other media types are answered 415, more than `MAX_BODY_BYTES` 413. */
  body?: z.ZodType
  /** By status. Those that service-kit gives by itself (400 of invalid input, 500, 503 of an overload) need not be here. */
  responses: Responses
}

/** Reads the raw query in a way of its own, where the usual one would refuse or accept something else. */
export interface QueryReader<Query = unknown> {
  /** A zod object for the document alone: it validates nothing. */
  schema: z.ZodType
  /** Gets what follows the question mark, as it stands; `undefined` refuses it. */
  read(query: string): Query
  /** What a refusal says; as plain text when the contract has a response 400 of the type `text/plain`. */
  refusal?: string
}

/** The responses of a route by status. */
export type Responses = Readonly<Record<number, ResponseContract>>

/**
 * A response: the zod schema of its JSON; or a description, of an error with the usual `{"error"}` or of a success
 * without a body; or both in full.
 */
export type ResponseContract = z.ZodType | string | ResponseParts

/** A response in full. */
export interface ResponseParts {
  description?: string
  /** The media type; `application/json` by default. */
  type?: string
  /** Of a body that is JSON or text; of an error without a media type, the usual one by default. */
  schema?: z.ZodType
  headers?: Readonly<Record<string, z.ZodType>>
}

/** What a handler gets of its contract: each part that the contract declares, validated. */
export type Input<C extends Contract> = { readonly [Part in keyof C & InputPart]: ReadPart<C[Part]> }

/** Where input comes from. */
export type InputPart = 'params' | 'query' | 'body'

type ReadPart<Source> = Source extends z.ZodType
  ? z.output<Source>
  : Source extends { read(query: string): infer Query }
    ? Exclude<Query, undefined>
    : never

/** What a handler may give back: the body of one of the successes. */
export type SuccessBody<R extends Responses> = {
  [Status in keyof R]: `${Status & number}` extends `2${string}` ? BodyOf<R[Status]> : never
}[keyof R]

type BodyOf<Response> = Response extends z.ZodType
  ? z.output<Response>
  : Response extends { schema: infer Schema extends z.ZodType }
    ? z.output<Schema>
    : never
