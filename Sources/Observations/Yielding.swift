import Glibc

/// Lets another thread have the processor for a moment.
@inline(never)
package func yieldProcessor() { sched_yield() }
