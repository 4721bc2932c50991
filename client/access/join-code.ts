/** Does it have the shape of a join code, in any case, with or without gaps? Which code opens what, the server knows. */
export const isJoinCode = (text: string): boolean => /^[A-Za-z2-9]{6}$/.test(text.replace(/[\s-]/g, ''))
