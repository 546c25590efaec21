// The store for many machines: Redis or Valkey. What is over goes by itself, by the server's own clock; leases are the
// server's own too, so machines whose clocks differ still agree on who holds one (SES-10).
import 'server-only'
import { openRedisConnection, type RedisConnection, scanKeys } from './redis-connection'
import * as script from './redis-scripts'
import type { OwnRecord, Store, StoredRecord } from './store'

const prefix = 'plainclaim:'
const recordKey = (id: string) => `${prefix}record:${id}`
const personKey = (person: string) => `${prefix}person:${person}`
const leaseKey = (name: string) => `${prefix}lease:${name}`
const fenceKey = `${prefix}fence`
/** The vault decides when a session is over; a server whose clock is ahead must not decide it earlier (AVL-09). */
const slackMs = 15 * 60_000
const fields = ['sealed', 'revision', 'ends', 'idle', 'fence', 'intent', 'intentAt'] as const

/** Runs one script; the first `keys` of the values are keys. */
type Evaluate = (text: string, keys: number, ...values: readonly (string | number)[]) => Promise<unknown>

/** @param patienceMs how long a step may take to reach the server, and again to be answered */
export async function openRedisStore(url: string, patienceMs = 2_000): Promise<Store> {
  const connection = openRedisConnection(url, patienceMs)
  const evaluate: Evaluate = (text, keys, ...values) => connection.run((client) => client.eval(text, keys, ...values))
  return { ...records(connection, evaluate), ...refreshes(evaluate), ...leases(evaluate), ...upkeep(connection, evaluate) }
}

function records(connection: RedisConnection, evaluate: Evaluate): Pick<Store, 'get' | 'add' | 'ofPerson' | 'replace' | 'rewrap' | 'touch' | 'delete'> {
  return {
    get: async (id) => toRecord(await connection.run((client) => client.hmget(recordKey(id), ...fields))),
    async add(id, { sealed, endsAtMs, idleEndsAtMs }, person = null) {
      const keys = [recordKey(id), ...(person === null ? [] : [personKey(person)])]
      const expiresAtMs = Math.ceil(Math.min(endsAtMs, idleEndsAtMs)) + slackMs
      return (await evaluate(script.addRecord, keys.length, ...keys, sealed, endsAtMs, idleEndsAtMs, expiresAtMs, id, Math.ceil(endsAtMs) + slackMs)) === 1
    },
    ofPerson: (person) => listOfPerson(connection, person),
    replace: async (id, sealed, revision, fence) => (await evaluate(script.replaceRecord, 1, recordKey(id), sealed, revision, fence)) === 1,
    rewrap: async (id, from, to) => (await evaluate(script.rewrapRecord, 1, recordKey(id), from, to)) === 1,
    touch: async (id, idleEndsAtMs) => void (await evaluate(script.touchRecord, 1, recordKey(id), idleEndsAtMs, slackMs)),
    delete: async (id) => void (await connection.run((client) => client.del(recordKey(id)))),
  }
}

function refreshes(evaluate: Evaluate): Pick<Store, 'intend' | 'settle'> {
  return {
    async intend(id, revision, { fence, atMs }) {
      const found = await evaluate(script.intendRefresh, 1, recordKey(id), revision, fence, atMs)
      return Array.isArray(found) ? { earlier: toIntent(found[0], found[1]) } : null
    },
    settle: async (id, fence) => void (await evaluate(script.settleRefresh, 1, recordKey(id), fence)),
  }
}

function leases(evaluate: Evaluate): Pick<Store, 'lease' | 'renew' | 'release'> {
  const release = async (name: string, holder: string) => void (await evaluate(script.releaseLease, 1, leaseKey(name), holder))
  return {
    async lease(name, holder, ttlMs) {
      try {
        const fence = await evaluate(script.takeLease, 2, leaseKey(name), fenceKey, holder, ttlMs)
        return typeof fence === 'number' ? fence : null
      } catch (error) {
        // It may have been taken without our hearing of it; then nobody would hold it until its time is over.
        void release(name, holder).catch(() => undefined)
        throw error
      }
    },
    renew: async (name, holder, ttlMs) => (await evaluate(script.renewLease, 1, leaseKey(name), holder, ttlMs)) === 1,
    release,
  }
}

function upkeep(connection: RedisConnection, evaluate: Evaluate): Pick<Store, 'list' | 'sweep' | 'close'> {
  const list = () => listRecords(connection)
  return {
    list,
    async sweep(nowMs) {
      let removed = 0
      for await (const found of list()) {
        const over = found.filter(([, { endsAtMs, idleEndsAtMs }]) => endsAtMs < nowMs || idleEndsAtMs < nowMs)
        for (const [id] of over) removed += Number(await evaluate(script.removeWhenOver, 1, recordKey(id), nowMs))
      }
      return removed
    },
    async close() {
      connection.close()
    },
  }
}

/** Records go by themselves, their names in the person's list do not: those are taken out when they are met. */
async function listOfPerson(connection: RedisConnection, person: string): Promise<readonly OwnRecord[]> {
  const ids = await connection.run((client) => client.zrange(personKey(person), '0', '-1'))
  const read = await Promise.all(ids.map(async (id) => [id, await connection.run((client) => client.hmget(recordKey(id), 'ends', 'idle'))] as const))
  const gone = read.flatMap(([id, [ends]]) => (ends ? [] : [id]))
  if (gone.length > 0) await connection.run((client) => client.zrem(personKey(person), ...gone))
  return read.flatMap(([id, [ends, idle]]) => (ends ? [{ id, endsAtMs: Number(ends), idleEndsAtMs: Number(idle) }] : []))
}

async function* listRecords(connection: RedisConnection): AsyncGenerator<readonly (readonly [string, StoredRecord])[]> {
  for await (const ids of scanKeys(connection, recordKey(''))) {
    const read = await Promise.all(ids.map(async (id) => [id, toRecord(await connection.run((client) => client.hmget(recordKey(id), ...fields)))] as const))
    const found = read.flatMap(([id, record]) => (record ? [[id, record] as const] : []))
    if (found.length > 0) yield found
  }
}

function toRecord([sealed, revision, ends, idle, fence, intent, intentAt]: readonly (string | null)[]): StoredRecord | null {
  if (!sealed) return null
  return {
    sealed,
    revision: Number(revision),
    endsAtMs: Number(ends),
    idleEndsAtMs: Number(idle),
    fence: Number(fence ?? 0),
    intent: toIntent(intent, intentAt),
  }
}

function toIntent(fence: unknown, at: unknown): StoredRecord['intent'] {
  return fence ? { fence: Number(fence), atMs: Number(at) } : null
}
