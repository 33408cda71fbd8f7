import { z } from 'zod'

/** A digest as the OCI image specification writes it. */
export const digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, { error: 'wanted "sha256:" and 64 hexadecimal digits' })
