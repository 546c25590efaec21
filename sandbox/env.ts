// What the web framework hands to the sandbox's own layers.
import type { HttpBindings } from '@hono/node-server'

/** In a process of its own the sandbox has sockets; inside a test's process it has none. */
export type Env = { Bindings: Partial<HttpBindings> }
