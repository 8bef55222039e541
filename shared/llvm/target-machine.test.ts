import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import * as llvm from './namespace.ts';
import { createBench, isWithoutLlvm, moduleReturning } from './test-module.ts';

/** A function that stores its argument and reads it again. */
function detour(): llvm.Module {
  const { builder, i32, module } = createBench();
  const slot = builder.CreateAlloca(builder.getInt32Ty());
  builder.CreateStore(i32, slot);
  builder.CreateRet(builder.CreateLoad(builder.getInt32Ty(), slot));
  return module;
}

/** What a program prints that is run in a process of its own. */
function runAlone(program: string) {
  const source = `import llvm from '#llvm';\n${program}`;
  const options = ['--import', 'tsx', '--input-type=module', '--eval', source];
  return spawnSync(process.execPath, options, { encoding: 'utf8' });
}

describe.skipIf(isWithoutLlvm)('passes', () => {
  it('rewrite a module', () => {
    const module = detour();
    llvm.runPasses(module, 'function(sroa,instcombine<no-verify-fixpoint>,simplifycfg)');
    expect(module.getFunction('f')?.print()).toContain('entry:\n  ret i32 %0\n');
  });

  it('run as whole pipelines, with a target machine', () => {
    const module = detour();
    const machine = new llvm.TargetMachine({ optLevel: 3 });
    machine.configure(module);
    llvm.runPasses(module, 'default<O2>', machine);
    expect(module.print()).not.toContain('alloca');
    machine.dispose();
  });

  it('that LLVM does not know are an error', () => {
    const module = detour();
    expect(() => llvm.runPasses(module, 'function(nonsense)')).toThrow(
      /the passes 'function\(nonsense\)' did not run: .*nonsense/,
    );
  });
});

describe.skipIf(isWithoutLlvm)('a target machine', () => {
  it('is this machine', () => {
    const machine = new llvm.TargetMachine();
    expect(machine.triple).toBe(llvm.hostTriple());
    expect(machine.cpu).not.toBe('');
    expect(machine.features).toContain('+');
    machine.dispose();
  });

  it('selects instructions fast when asked to', () => {
    const { builder, i32, module } = createBench();
    const seven = builder.CreateMul(i32, builder.getInt32(7));
    builder.CreateRet(builder.CreateAdd(seven, builder.getInt32(3)));
    const [dag, fast] = [false, true].map((fastISel) => {
      const machine = new llvm.TargetMachine({ fastISel });
      const assembly = machine.emitAssembly(module);
      machine.dispose();
      return assembly;
    });
    expect(fast).toMatch(/ret/);
    expect(fast, 'a graph finds more than one instruction after the other does').not.toBe(dag);
  });

  it('emits assembly and object files, and leaves the module as it was', () => {
    const module = moduleReturning('answer', 42);
    const machine = new llvm.TargetMachine();
    const before = module.print();
    expect(machine.emitAssembly(module)).toMatch(/answer:[\s\S]*42/);
    const object = machine.emitObject(module);
    if (process.platform === 'linux') expect(object.toString('latin1', 1, 4)).toBe('ELF');
    expect(module.print()).toBe(before);
    module.dispose();
    machine.dispose();
  });

  it('puts code where the small code model has it', () => {
    const module = moduleReturning('answer', 42);
    const machine = new llvm.TargetMachine();
    expect(machine.emitAssembly(module)).not.toContain('.ltext');
    machine.dispose();
  });

  it('says in an error what cannot be compiled, where LLVM would exit', () => {
    const { status, stdout, stderr } = runAlone(`
      const context = new llvm.LLVMContext();
      const ir = 'define void @f() { call void asm "nonsense", ""() ret void }';
      const machine = new llvm.TargetMachine();
      try { machine.emitObject(llvm.Module.parseIR(ir, context)); }
      catch (error) { console.log(error.constructor.name, error.message); }
      const jit = new llvm.LLJIT();
      jit.addModule(llvm.Module.parseIR(ir, new llvm.LLVMContext()));
      try { jit.lookup('f'); } catch (error) { console.log(error.constructor.name); }`);
    expect(stdout).toMatch(
      /^LlvmError TargetMachine.emitObject: .*nonsense.*\n[\s\S]*LlvmError\n$/,
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('does not print warnings', () => {
    const { status, stdout, stderr } = runAlone(`
      const ir = 'declare void @g(ptr) define void @f() "warn-stack-size"="0" ' +
        '{ %a = alloca [99 x i64] call void @g(ptr %a) ret void }';
      const module = llvm.Module.parseIR(ir, new llvm.LLVMContext());
      console.log(new llvm.TargetMachine().emitAssembly(module).includes('f:'));`);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'true\n', stderr: '' });
  });
});

describe.skipIf(isWithoutLlvm || process.arch !== 'x64')('the disassembler', () => {
  it('shows instructions with their addresses and lengths', () => {
    const disassembler = new llvm.Disassembler();
    const code = Uint8Array.of(0x48, 0x01, 0xc8, 0xeb, 0xfb, 0x06, 0xe8, 0, 1, 0, 0, 0xc3);
    expect(disassembler.disassemble(code, 0x1000)).toEqual([
      { address: 0x1000, size: 3, text: 'add rax, rcx' },
      { address: 0x1003, size: 2, text: 'jmp 0x1000' },
      { address: 0x1005, size: 1, text: '.byte 0x06' },
      { address: 0x1006, size: 5, text: 'call 0x110b' },
      { address: 0x100b, size: 1, text: 'ret' },
    ]);
    disassembler.dispose();
  });

  it('shows what the JIT compiled', () => {
    const machine = new llvm.TargetMachine({ cpu: 'x86-64', features: '' });
    const module = moduleReturning('answer', 42);
    expect(machine.emitAssembly(module)).toContain('movl\t$42, %eax');
    module.dispose();
    machine.dispose();
  });
});
