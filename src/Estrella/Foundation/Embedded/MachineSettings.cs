using System.Globalization;

namespace Estrella.Foundation.Embedded;

/// <summary>What the server may use. Memory and cores are those of the container when there is one.</summary>
internal readonly record struct Machine(long MemoryBytes, int Cores, long FreeDiskBytes, long? SharedMemoryBytes)
{
    public static Machine Of(string folder) => new(
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        Environment.ProcessorCount,
        new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder).AvailableFreeSpace,
        Directory.Exists("/dev/shm") ? new DriveInfo("/dev/shm").TotalSize : null);
}

/// <summary>The settings of an embedded server, derived from the machine at every start.</summary>
internal static class MachineSettings
{
    const long Megabyte = 1024 * 1024;

    public static IEnumerable<(string Name, string Value)> For(Machine machine, bool durable, int? sharedBuffersMegabytes)
    {
        var memory = machine.MemoryBytes / Megabyte;
        var shared = sharedBuffersMegabytes ?? Math.Clamp(memory / 4, 64, 4096);
        // A load writes whole tables; a checkpoint in its middle only costs. Never more than an eighth of the free disk.
        var wal = Math.Clamp(machine.FreeDiskBytes / Megabyte / 8, 256, 4096);

        yield return ("shared_buffers", InMegabytes(shared));
        yield return ("effective_cache_size", InMegabytes(Math.Max(memory / 2, shared)));
        yield return ("work_mem", InMegabytes(Math.Clamp(memory / 128, 8, 128)));
        yield return ("maintenance_work_mem", InMegabytes(Math.Clamp(memory / 16, 64, 1024)));
        yield return ("autovacuum_work_mem", InMegabytes(64));
        yield return ("max_wal_size", InMegabytes(wal));
        yield return ("min_wal_size", InMegabytes(Math.Max(wal / 4, 80)));
        yield return ("checkpoint_timeout", "15min");
        // Nobody replicates from here, and `create table as` then need not write its rows twice.
        yield return ("wal_level", "minimal");
        yield return ("max_wal_senders", "0");
        yield return ("max_worker_processes", Number(Math.Max(8, machine.Cores)));
        yield return ("max_parallel_workers", Number(machine.Cores));
        yield return ("max_parallel_workers_per_gather", Number(Math.Clamp(machine.Cores, 1, 4)));
        yield return ("max_parallel_maintenance_workers", Number(Math.Clamp(machine.Cores, 1, 4)));
        yield return ("random_page_cost", "1.1");
        // A statement over every month of every fact locks thousands of partitions and their indexes.
        yield return ("max_locks_per_transaction", "256");
        yield return ("max_connections", "100");
        yield return ("autovacuum", "on");
        // Short questions over many partitions: compiling them costs more than running them.
        yield return ("jit", "off");
        // A container gives /dev/shm 64 MB, which a parallel hash join outgrows.
        if (machine.SharedMemoryBytes < 512 * Megabyte)
            yield return ("dynamic_shared_memory_type", "sysv");

        var safe = durable ? "on" : "off";
        yield return ("fsync", safe);
        yield return ("full_page_writes", safe);
        yield return ("synchronous_commit", safe);

        yield return ("timezone", "'UTC'");
        yield return ("log_timezone", "'UTC'");
        yield return ("log_line_prefix", "'%m [%p] '");
        // What people wrote into an export never reaches the log: no statement, no detail, no context line of a COPY.
        yield return ("log_statement", "none");
        yield return ("log_min_error_statement", "panic");
        yield return ("log_error_verbosity", "terse");
    }

    static string InMegabytes(long value) => Number(value) + "MB";

    static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
