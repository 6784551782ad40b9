import type { Refusal } from '../platform/refusal.ts';
import { refuse } from './refusals.ts';

export type IdentificationMethod =
  | 'password'
  | 'passkey'
  | 'esi'
  | 'clerk'
  | 'certificate'
  | 'recovery-code'
  | 'biometric';

/** What the platform offers unless told otherwise. A passkey may be opened by a fingerprint, but also by the device's code. */
export const usualMethods: readonly IdentificationMethod[] = ['password', 'passkey', 'esi', 'clerk', 'recovery-code'];

/** PD-8.4b: biometrics must never be the only way to be identified. */
export function checkIdentificationPolicy(methods: readonly IdentificationMethod[]): Refusal | undefined {
  return methods.some((method) => method !== 'biometric') ? undefined : refuse('BIOMETRIC_ONLY');
}
