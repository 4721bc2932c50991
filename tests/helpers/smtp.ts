import net from 'node:net'
import { onTestFinished } from 'vitest'

export interface PostOffice {
  url: string
  /** Whole messages that were taken, headers included. */
  taken: string[]
  /** How many messages are still turned away, each with "try again later". */
  turnAway: number
}

/** A mail server on loopback that speaks just enough SMTP to take a message, or to turn it away. */
export async function openPostOffice(): Promise<PostOffice> {
  const office: PostOffice = { url: '', taken: [], turnAway: 0 }
  const server = net.createServer((socket) => {
    let message: string | null = null
    let rest = ''
    socket.on('error', () => socket.destroy())
    socket.write('220 post office\r\n')
    socket.setEncoding('utf8').on('data', (piece: string) => {
      rest += piece
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        if (message !== null && line !== '.') message += `${line}\n`
        else if (message !== null) {
          office.taken.push(message)
          message = null
          socket.write('250 taken\r\n')
        } else message = command(line)
      }
    })
    function command(line: string): string | null {
      if (/^DATA/i.test(line) && office.turnAway > 0) {
        office.turnAway--
        socket.write('451 later\r\n')
        return null
      }
      if (/^DATA/i.test(line)) {
        socket.write('354 go on\r\n')
        return ''
      }
      if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
      else socket.write('250 ok\r\n')
      return null
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.address() as net.AddressInfo
  office.url = `smtp://127.0.0.1:${port}`
  return office
}
