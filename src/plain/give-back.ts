/**
 * Gives back the memory of bytes that nobody reads any more: they are none from now on. Memory outside of the heap makes the
 * garbage collector go through everything, time and again, to be rid of it. What has less than half of its memory to itself
 * may share it with others, as small buffers of Node do: it is left alone.
 */
export function giveBack({ buffer, length }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && length > buffer.byteLength / 2) buffer.transfer(0);
}
