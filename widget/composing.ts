/**
 * Enter and Escape also end the composing of a Chinese, Japanese or Korean word. Safari says that the composing is over
 * before it tells of the key that ended it, and gives it the code 229.
 */
export const isComposing = ({ isComposing: isUnderWay, keyCode }: KeyboardEvent): boolean =>
  isUnderWay || keyCode === 229
