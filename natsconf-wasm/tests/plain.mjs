// The plain module for Node: numbers out, JSON in and out.

import { readFileSync } from "node:fs";

export class Plain {
  /** Instantiates the module at a path. */
  constructor(path) {
    const module = new WebAssembly.Module(readFileSync(path));
    this.exports = new WebAssembly.Instance(module).exports;
  }

  /** The response to a request of any bytes, as text. */
  call(request) {
    const address = this.write(request);
    const response = this.callAt(address, request.length);
    this.exports.natsconf_free(address, request.length);
    return response;
  }

  /** The address of a new buffer with these bytes; 0 for none. */
  write(bytes) {
    const address = this.exports.natsconf_alloc(bytes.length) >>> 0;
    if (address !== 0) {
      new Uint8Array(this.exports.memory.buffer).set(bytes, address);
    }
    return address;
  }

  /** The response to the request at an address. */
  callAt(address, length) {
    const packed = BigInt.asUintN(64, this.exports.natsconf_call(address, length));
    const [at, count] = [Number(packed >> 32n), Number(packed & 0xffff_ffffn)];
    const response = new TextDecoder("utf-8", { fatal: true }).decode(
      new Uint8Array(this.exports.memory.buffer, at, count),
    );
    this.exports.natsconf_free(at, count);
    return response;
  }

  /** How many bytes the module has taken from its host. */
  get size() {
    return this.exports.memory.buffer.byteLength;
  }
}
