import type { Module } from '../../llvm/namespace.ts';

/** Adds the support functions to a module. */
export declare function buildSupport(module: Module): void;
