/** Could this be a mail address? Only to say early what the server would refuse anyway. */
export const isMail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text.trim())
