// The access log for many machines: one Redis or Valkey list for each person's connection, beside the vault's records. A
// list goes by itself a year after its last line.
import 'server-only'
import { z } from 'zod'
import { openRedisConnection, type RedisConnection, scanKeys } from '@/lib/vault/redis-connection'
import { keepMs, type Ledger } from './ledger'

const prefix = 'plainclaim:audit:'
const linesKey = (list: string) => `${prefix}lines:${list}`
const sealKey = (list: string) => `${prefix}seal:${list}`
const keysKey = `${prefix}keys`
const headKey = `${prefix}head`

/** KEYS lines, seal, head; ARGV number, text, seal, when both go, head as read, head to be or nothing. */
const appendLine = `
if redis.call('LLEN', KEYS[1]) ~= tonumber(ARGV[1]) - 1 then return 0 end
if ARGV[6] ~= '' then
  if (redis.call('GET', KEYS[3]) or '') ~= ARGV[5] then return 0 end
  redis.call('SET', KEYS[3], ARGV[6])
end
redis.call('RPUSH', KEYS[1], ARGV[2])
redis.call('SET', KEYS[2], ARGV[3])
redis.call('PEXPIREAT', KEYS[1], ARGV[4])
redis.call('PEXPIREAT', KEYS[2], ARGV[4])
return 1`

/** KEYS lines, seal; ARGV first place wanted. Both in one step: a line written in between would look cut off. */
const readLines = `
return {redis.call('LRANGE', KEYS[1], ARGV[1], -1), redis.call('GET', KEYS[2]) or '', redis.call('LLEN', KEYS[1])}`

/** What that answers. */
const shape = z.tuple([z.array(z.string()), z.string(), z.number()])

/** KEYS keys; ARGV name, from, to. */
const resealKey = `
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1`

/** @param patienceMs how long a step may take to reach the server, and again to be answered */
export async function openRedisLedger(url: string, patienceMs = 2_000): Promise<Ledger> {
  const connection = openRedisConnection(url, patienceMs)
  return { ...lines(connection), ...keys(connection), ...upkeep(connection) }
}

function lines(connection: RedisConnection): Pick<Ledger, 'append' | 'last' | 'read' | 'head'> {
  const readFrom = async (list: string, first: number) => {
    const found = await connection.run((client) => client.eval(readLines, 2, linesKey(list), sealKey(list), first))
    const [texts, seal, count] = shape.parse(found)
    return { lines: texts.map((text, index) => ({ number: count - texts.length + index + 1, text })), seal: seal || null }
  }
  return {
    async append({ list, number, atMs, text, seal, head }) {
      const places = [linesKey(list), sealKey(list), headKey]
      const done = await connection.run((client) => client.eval(appendLine, places.length, ...places, number, text, seal, atMs + keepMs, head?.from ?? '', head?.to ?? ''))
      return done === 1
    },
    async last(list) {
      const found = await readFrom(list, -1)
      return found.lines[0] ? { ...found.lines[0], seal: found.seal } : null
    },
    read: (list) => readFrom(list, 0),
    head: () => connection.run((client) => client.get(headKey)),
  }
}

function keys(connection: RedisConnection): Pick<Ledger, 'keys' | 'addKey' | 'resealKey'> {
  return {
    keys: async () => new Map(Object.entries(await connection.run((client) => client.hgetall(keysKey)))),
    addKey: async (name, sealed) => (await connection.run((client) => client.hsetnx(keysKey, name, sealed))) === 1,
    resealKey: async (name, from, to) => (await connection.run((client) => client.eval(resealKey, 1, keysKey, name, from, to))) === 1,
  }
}

function upkeep(connection: RedisConnection): Pick<Ledger, 'lists' | 'sweep' | 'close'> {
  return {
    lists: () => scanKeys(connection, linesKey('')),
    sweep: async () => 0,
    async close() {
      connection.close()
    },
  }
}
