/** Lets go of a body that nobody reads, as it keeps its connection busy otherwise. */
export async function drain(response: Response): Promise<Response> {
  await response.body?.cancel()
  return response
}
