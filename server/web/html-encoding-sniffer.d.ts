/** The package comes without types, and those of its third version lack the options. */
declare module 'html-encoding-sniffer' {
  /** The name of an encoding of the Encoding Standard. */
  export default function sniff(
    bytes: Uint8Array,
    options: { transportLayerEncodingLabel?: string; defaultEncoding?: string; maxPrescanBytes?: number },
  ): string
}
