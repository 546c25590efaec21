// Which app a sign-in under way belongs to; the switches may be set for one app alone.

/** The client id in the authorize address that the sign-in leads back to. */
export function clientOf(next: string): string | null {
  return new URL(next, 'http://sandbox.invalid').searchParams.get('client_id')
}
