import dgram from 'node:dgram'
import net from 'node:net'

/** True when nobody listens on a TCP port of this address (of any, unless it is said). */
export const isFreeTcp = (port: number, host = '0.0.0.0'): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = net.createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)))
  })

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
