/** The desk's no: it is thrown, and told under HTTP 200 unless it has a status of its own. */
export class Refusal extends Error {
  constructor(code, say, more = {}, status = 200) {
    super(say);
    this.err = { code, say, ...more };
    this.status = status;
  }
}
