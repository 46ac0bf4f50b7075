"""In the place of SGLang's kernels, which package indexes do not carry for CPUs. The torch_native backend calls none."""


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def absent(*_, **__):
        raise NotImplementedError(f"sgl_kernel.{name}")

    return absent
