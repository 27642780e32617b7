/**
 * Tokens of a text for OpenAI's models, without their tables (0.6 s to import). Against cl100k on English, German and
 * Spanish support pages it is 0.93 to 1.3 of the true count, and above it for Japanese, Chinese, Russian and Arabic.
 */
export function estimateTokens(text: string): number {
  let tokens = 0
  for (const [piece, latin, digits] of text.matchAll(/(\p{Script=Latin}+)|(\p{N}+)|[^\s]/gu)) {
    if (latin !== undefined) tokens += Math.ceil(piece.length / 4.5)
    else if (digits !== undefined) tokens += Math.ceil(piece.length / 3)
    else tokens += 1
  }
  return tokens
}
