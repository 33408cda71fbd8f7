/** The nth Fibonacci number by plain recursion: the work that this service is a sample of. Right up to n = 46, as i32. */
export function fibonacci(n: i32): i32 {
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2)
}
