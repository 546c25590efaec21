// Many callers, one request: whoever asks while it is under way gets the same promise.

/** Runs `work` once per key at a time. The flights are kept by the caller, so that a whole process can share them. */
export function singleFlight<T>(flights: Map<string, Promise<T>>, key: string, work: () => Promise<T>): Promise<T> {
  const running = flights.get(key)
  if (running) return running
  const flight = work().finally(() => flights.delete(key))
  flights.set(key, flight)
  return flight
}
