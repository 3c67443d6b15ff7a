// SPDX-License-Identifier: GPL-2.0
/*
 * steps.cc - a pass of clang that counts the kernel side's steps: each turn of each loop is one.
 *
 * The pass puts at every back edge, in the function itself,
 *	if (--sim_steps_left < 0)
 *		sim_step_watch(name of the function);
 * (shims/steps.c has both).  An operation without an end turns round in a loop for ever, so nothing else has to be
 * counted; a call at every edge, as -fsanitize-coverage=trace-pc makes it, costs a fifth of all programs, and this
 * nothing that can be measured.
 *
 * A function with a loop is never inlined, so that the loop bears the same name in every variant; always_inline ones go
 * into their callers first and are named as those.  The counter comes in behind all other passes, the sanitizers' too.
 */
#include <llvm/ADT/SmallVector.h>
#include <llvm/Analysis/CFG.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/MDBuilder.h>
#include <llvm/IR/Module.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Passes/PassPlugin.h>
#include <llvm/Transforms/IPO/AlwaysInliner.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>

using namespace llvm;

namespace
{

using Edges = SmallVector<std::pair<const BasicBlock *, const BasicBlock *>, 16>;

Edges back_edges(const Function &f)
{
	Edges edges;

	if (!f.isDeclaration())
		FindFunctionBackedges(f, edges);
	return edges;
}

struct Keep : PassInfoMixin<Keep> {
	PreservedAnalyses run(Module &m, ModuleAnalysisManager &)
	{
		for (Function &f : m)
			if (!back_edges(f).empty() && !f.hasFnAttribute(Attribute::AlwaysInline))
				f.addFnAttr(Attribute::NoInline);
		return PreservedAnalyses::none();
	}
};

struct Count : PassInfoMixin<Count> {
	GlobalVariable *left;
	FunctionCallee watch;

	void count(Function &f, Instruction *end)
	{
		IRBuilder<> b(end);
		Value *one_less = b.CreateSub(b.CreateLoad(b.getInt64Ty(), left), b.getInt64(1));
		MDNode *rarely = MDBuilder(f.getContext()).createBranchWeights(1, 1 << 20);

		b.CreateStore(one_less, left);
		b.SetInsertPoint(
			SplitBlockAndInsertIfThen(b.CreateICmpSLT(one_less, b.getInt64(0)), end, false, rarely));
		b.SetCurrentDebugLocation(DILocation::get(f.getContext(), 0, 0, f.getSubprogram()));
		b.CreateCall(watch, {b.CreateGlobalString(f.getName())})->setCallingConv(CallingConv::PreserveMost);
	}

	PreservedAnalyses run(Module &m, ModuleAnalysisManager &)
	{
		SmallVector<Function *, 64> functions;

		left = cast<GlobalVariable>(m.getOrInsertGlobal("sim_steps_left", Type::getInt64Ty(m.getContext())));
		watch = m.getOrInsertFunction("sim_step_watch", Type::getVoidTy(m.getContext()),
					      PointerType::getUnqual(m.getContext()));
		cast<Function>(watch.getCallee())->setCallingConv(CallingConv::PreserveMost);
		for (Function &f : m)
			if (f.getSubprogram())
				functions.push_back(&f);
		for (Function *f : functions) {
			SmallPtrSet<const BasicBlock *, 16> done;

			for (auto &edge : back_edges(*f))
				if (done.insert(edge.first).second)
					count(*f, const_cast<BasicBlock *>(edge.first)->getTerminator());
		}
		return PreservedAnalyses::none();
	}
};

/* Registered when the pipeline is begun, so that it comes behind what clang itself has registered until then. */
void count_last(PassBuilder &pb)
{
	pb.registerOptimizerLastEPCallback(
		[](ModulePassManager &passes, OptimizationLevel) { passes.addPass(Count()); });
}

void add(PassBuilder &pb)
{
	pb.registerPipelineStartEPCallback([&pb](ModulePassManager &passes, OptimizationLevel) {
		passes.addPass(AlwaysInlinerPass());
		passes.addPass(Keep());
		count_last(pb);
	});
}

} // namespace

extern "C" LLVM_ATTRIBUTE_WEAK PassPluginLibraryInfo llvmGetPassPluginInfo()
{
	return {LLVM_PLUGIN_API_VERSION, "mmfuzz-steps", "1", add};
}
