using System.Diagnostics;
using System.Globalization;
using Estrella.Foundation.Embedded;
using Estrella.Tests.Foundation;
using Xunit;

namespace Estrella.Tests.Stories;

/// <summary>A disk in memory, small enough to be filled; unmounted at the end.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int Megabytes = 400;
    private const string Prefix = "estrella-disk-";

    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    public long FreeBytes => new DriveInfo(Path).AvailableFreeSpace;

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Skips the test where it may not mount; in CI root must be able to.</summary>
    public static async Task<SmallDisk> MountAsync()
    {
        // Not among the folders that tests sweep: what is mounted cannot be removed as they are.
        foreach (var left in Directory.GetDirectories(System.IO.Path.GetTempPath(), $"{Prefix}*").Where(IsLeft))
            await RemoveAsync(left);
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}");
        Directory.CreateDirectory(path);
        var said = OperatingSystem.IsLinux() ? await RunAsync("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m,mode=0755,uid={await IdAsync()}", "tmpfs", path) : "there is no tmpfs";
        if (said is null)
            return new SmallDisk(path);
        Directory.Delete(path);
        if (Prerequisite.IsCi && Environment.IsPrivilegedProcess)
            Assert.Fail($"CI must be able to mount as root: {said}");
        Assert.Skip($"needs the right to mount a tmpfs: {said}");
        throw new UnreachableException();
    }

    /// <summary>Fills it until so much is free.</summary>
    public void Fill(long freeBytes)
    {
        using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, 1);
        var piece = new byte[64 * 1024];
        while (FreeBytes - freeBytes is var over and > 0)
            ballast.Write(piece, 0, (int)Math.Min(piece.Length, over));
    }

    public void Empty() => File.Delete(Ballast);

    /// <summary>Makes room as an administrator does, who does not know what may be deleted.</summary>
    public async Task GrowAsync(int megabytes) =>
        Assert.Null(await RunAsync("mount", "-o", $"remount,size={Megabytes + megabytes}m", Path));

    public async ValueTask DisposeAsync() => await RemoveAsync(Path);

    private static async Task RemoveAsync(string path)
    {
        foreach (var server in Directory.GetDirectories(path).Select(folder => new ServerHome(path, folder)))
        {
            if (Postmaster.Running(server) is { } running)
                Process.GetProcessById(running.ProcessId).Kill();
            Postmaster.ForgetCrashed(server);
        }
        // Lazily: the last process of a killed server may still look at it. Of a folder that is not mounted it is refused.
        await RunAsync("umount", "-l", path);
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }

    private static bool IsLeft(string folder) =>
        int.TryParse(System.IO.Path.GetFileName(folder)[Prefix.Length..].Split('-')[0], CultureInfo.InvariantCulture, out var process)
        && Process.GetProcesses().All(each => each.Id != process);

    private static async Task<string> IdAsync() => Environment.IsPrivilegedProcess
        ? "0"
        : (await new StreamReader(Process.Start(new ProcessStartInfo("id", ["-u"]) { RedirectStandardOutput = true })!.StandardOutput.BaseStream).ReadToEndAsync()).Trim();

    /// <returns>Null when it was done, else what was said.</returns>
    private static async Task<string?> RunAsync(string program, params string[] arguments)
    {
        string[] command = Environment.IsPrivilegedProcess ? [program, .. arguments] : ["sudo", "-n", program, .. arguments];
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
            var said = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{program} ended with {process.ExitCode}: {said.Trim()}");
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return missing.Message;
        }
    }
}
