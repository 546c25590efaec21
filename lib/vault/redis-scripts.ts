// The steps of the Redis store that look before they write. Redis runs a script whole, with nothing in between, and
// refuses it before its first write or not at all: so none of them is ever half done.
import 'server-only'

/** KEYS record, and the person's records when it is known whose; ARGV sealed, ends, idle end, expiry, id, expiry of the list, which keeps the order of adding. */
export const addRecord = `
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], 'sealed', ARGV[1], 'revision', 1, 'ends', ARGV[2], 'idle', ARGV[3])
redis.call('PEXPIREAT', KEYS[1], ARGV[4])
if KEYS[2] then
  local last = redis.call('ZRANGE', KEYS[2], -1, -1, 'WITHSCORES')
  redis.call('ZADD', KEYS[2], (tonumber(last[2]) or 0) + 1, ARGV[5])
  redis.call('PEXPIREAT', KEYS[2], ARGV[6])
end
return 1`

/** KEYS record; ARGV sealed, revision, fence. */
export const replaceRecord = `
local now = redis.call('HMGET', KEYS[1], 'sealed', 'revision', 'fence')
if now[1] == ARGV[1] then return 1 end
local fence = tonumber(ARGV[3])
if now[2] ~= ARGV[2] or (fence > 0 and tonumber(now[3] or 0) > fence) then return 0 end
if fence > 0 then redis.call('HSET', KEYS[1], 'fence', ARGV[3]) end
redis.call('HSET', KEYS[1], 'sealed', ARGV[1])
redis.call('HINCRBY', KEYS[1], 'revision', 1)
redis.call('HDEL', KEYS[1], 'intent', 'intentAt')
return 1`

/** KEYS record; ARGV from, to. */
export const rewrapRecord = `
if redis.call('HGET', KEYS[1], 'sealed') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'sealed', ARGV[2])
return 1`

/** KEYS record; ARGV revision, fence, when. Answers what it found: fence and time, empty for none. */
export const intendRefresh = `
local now = redis.call('HMGET', KEYS[1], 'revision', 'fence', 'intent', 'intentAt')
local fence = tonumber(ARGV[2])
if now[1] ~= ARGV[1] or tonumber(now[2] or 0) >= fence or tonumber(now[3] or 0) >= fence then return nil end
redis.call('HSET', KEYS[1], 'intent', ARGV[2], 'intentAt', ARGV[3])
return {now[3] or '', now[4] or ''}`

/** KEYS record; ARGV fence. */
export const settleRefresh = `
if redis.call('HGET', KEYS[1], 'intent') == ARGV[1] then redis.call('HDEL', KEYS[1], 'intent', 'intentAt') end
return 1`

/** KEYS record; ARGV idle end, slack. */
export const touchRecord = `
local ends = redis.call('HGET', KEYS[1], 'ends')
if not ends then return 0 end
redis.call('HSET', KEYS[1], 'idle', ARGV[1])
redis.call('PEXPIREAT', KEYS[1], string.format('%.0f', math.min(tonumber(ends), tonumber(ARGV[1])) + tonumber(ARGV[2])))
return 1`

/** KEYS record; ARGV now. */
export const removeWhenOver = `
local at = redis.call('HMGET', KEYS[1], 'ends', 'idle')
local now = tonumber(ARGV[1])
if not at[1] or (tonumber(at[1]) >= now and tonumber(at[2]) >= now) then return 0 end
return redis.call('DEL', KEYS[1])`

/** KEYS lease, counter; ARGV holder, milliseconds. */
export const takeLease = `
if not redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return nil end
return redis.call('INCR', KEYS[2])`

/** KEYS lease; ARGV holder, milliseconds. */
export const renewLease = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`

/** KEYS lease; ARGV holder. */
export const releaseLease = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`
