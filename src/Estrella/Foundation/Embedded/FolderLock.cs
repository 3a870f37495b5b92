namespace Estrella.Foundation.Embedded;

/// <summary>
/// One process at a time. The kernel gives the lock back when its holder dies, so a crash never leaves it held;
/// the file itself stays and means nothing.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    readonly FileStream held;

    FolderLock(FileStream held) => this.held = held;

    /// <param name="path">The lock file; made when missing.</param>
    /// <param name="onWait">Called once, when somebody else holds it.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public static async Task<FolderLock> TakeAsync(string path, Action onWait, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                // Who may open it, may hold it; other users have no business with it.
                return new FolderLock(OwnerOnly.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException failure) when (failure is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(path))
            {
                if (attempt == 0)
                    onWait();
                await Task.Delay(100, cancellation);
            }
        }
    }

    public void Dispose() => held.Dispose();
}
