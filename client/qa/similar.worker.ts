import { type FindAsk, finding } from './finding.ts'

const answer = finding()

self.addEventListener('message', ({ data }: MessageEvent<FindAsk>) => self.postMessage(answer(data)))
