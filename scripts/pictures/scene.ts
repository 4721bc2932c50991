import fs from 'node:fs'
import type { Browser } from '@playwright/test'

/** Two seconds at 15 a second, which Chromium's fake camera shows over and over. */
const FRAMES = 30

/** Draws what a mentor's camera sees (someone in a warm room) and writes it as MJPEG for Chromium's fake camera. */
export async function drawScene(browser: Browser, file: string): Promise<void> {
  const page = await browser.newPage()
  const frames = await page.evaluate(drawFrames, FRAMES)
  await page.close()
  fs.writeFileSync(file, Buffer.concat(frames.map((frame) => Buffer.from(frame, 'base64'))))
}

/** Runs in the page. Returns JPEGs as base64. */
function drawFrames(count: number): string[] {
  const canvas = document.createElement('canvas')
  canvas.width = 1280
  canvas.height = 720
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  const disc = (x: number, y: number, rx: number, ry: number, colour: string) => {
    pen.fillStyle = colour
    pen.beginPath()
    pen.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI)
    pen.fill()
  }
  const box = (x: number, y: number, width: number, height: number, colour: string, round = 8) => {
    pen.fillStyle = colour
    pen.beginPath()
    pen.roundRect(x, y, width, height, round)
    pen.fill()
  }
  const room = () => {
    const wall = pen.createLinearGradient(0, 0, 1280, 720)
    wall.addColorStop(0, '#c9895a')
    wall.addColorStop(1, '#5b3322')
    pen.fillStyle = wall
    pen.fillRect(0, 0, 1280, 720)
    // A window with evening light, a shelf with books, a lamp.
    box(90, 70, 250, 330, '#6b4029', 10)
    for (const [x, y] of [
      [104, 84],
      [222, 84],
      [104, 242],
      [222, 242],
    ] as const)
      box(x, y, 104, 144, '#f0c38a', 4)
    box(900, 300, 330, 14, '#4a2a1b', 3)
    for (const [i, colour] of ['#8c3b2a', '#2f5d62', '#d9a441', '#6a4c93', '#e3d5c1', '#3d405b', '#a44a3f'].entries())
      box(925 + i * 36, 300 - 120 - (i % 3) * 18, 28, 120 + (i % 3) * 18, colour, 3)
    const glow = pen.createRadialGradient(1130, 480, 10, 1130, 480, 300)
    glow.addColorStop(0, 'rgba(255, 214, 150, 0.75)')
    glow.addColorStop(1, 'rgba(255, 214, 150, 0)')
    pen.fillStyle = glow
    pen.fillRect(800, 180, 480, 540)
    box(1090, 440, 90, 80, '#ffe2b0', 20)
    box(1130, 520, 10, 200, '#3a2418', 2)
  }
  const person = (turn: number) => {
    const x = 620 + 10 * Math.sin(turn)
    const y = 4 * Math.cos(turn)
    // Hair behind, shoulders, neck, face, hair above, features.
    disc(x, 300 + y, 150, 165, '#231512')
    disc(x, 760, 330, 260, '#1f5f5b')
    box(x - 50, 420 + y, 100, 130, '#7a4a31', 40)
    disc(x, 330 + y, 108, 138, '#8f5a3c')
    disc(x, 222 + y, 118, 66, '#231512')
    for (const side of [-1, 1]) {
      disc(x + side * 42, 322 + y, 11, 9, '#1d1210')
      disc(x + side * 44, 294 + y, 24, 4, '#231512')
      disc(x + side * 110, 372 + y, 9, 9, '#e0b04a')
    }
    // A smile that speaks: the lower half of an ellipse.
    pen.fillStyle = '#5c2620'
    pen.beginPath()
    pen.ellipse(x, 394 + y, 40, 16 + 8 * Math.abs(Math.sin(2 * turn)), 0, 0, Math.PI)
    pen.fill()
  }
  return Array.from({ length: count }, (_, i) => {
    room()
    person((2 * Math.PI * i) / count)
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? ''
  })
}
