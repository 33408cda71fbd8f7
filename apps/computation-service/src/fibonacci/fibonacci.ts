/** The nth Fibonacci number by plain recursion: the work that this service is a sample of. */
export function fibonacci(n: number): number {
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2)
}
