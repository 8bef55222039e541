/** Processor architectures, as the course names them. */

/** The architectures that Hotpath is written for. */
export type Architecture = 'x86-64' | 'arm64';

/** The names that Node.js has for them. */
const architectures: Readonly<Record<string, Architecture>> = { x64: 'x86-64', arm64: 'arm64' };

/**
 * The architecture of the processor that runs this.
 * @throws Error when it is none that Hotpath is written for
 */
export function hostArchitecture(): Architecture {
  const architecture = architectures[process.arch];
  if (architecture === undefined) {
    throw new Error(`Hotpath has no machine code for ${process.arch}; use x86-64 or arm64`);
  }
  return architecture;
}
