import dgram from 'node:dgram'
import net from 'node:net'

/** Why one cannot listen there now (`EADDRINUSE`, `EACCES`, …); undefined when one can. */
export const listenProblem = (port: number, host = '0.0.0.0'): Promise<string | undefined> =>
  new Promise((resolve) => {
    const probe = net.createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(undefined)))
  })

/** True when nobody listens on a TCP port of this machine. */
export const isFreeTcp = async (port: number): Promise<boolean> => (await listenProblem(port)) === undefined

/** True when nobody listens on a UDP port. */
export const isFreeUdp = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = dgram.createSocket('udp4')
    probe.once('error', () => probe.close(() => resolve(false)))
    probe.bind({ port, exclusive: true }, () => probe.close(() => resolve(true)))
  })

/** A TCP port of loopback nobody listens on now, from the range the system hands out. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo
      probe.close(() => resolve(port))
    })
  })
