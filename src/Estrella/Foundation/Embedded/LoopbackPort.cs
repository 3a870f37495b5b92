using System.Net;
using System.Net.Sockets;

namespace Estrella.Foundation.Embedded;

internal static class LoopbackPort
{
    // Below the range from which systems lend ports to outgoing connections, so that none of those takes it.
    const int First = 20_000;
    const int Count = 12_000;

    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A free port nobody else was promised; where the search begins follows from the project, so projects seldom meet.</summary>
    public static int Choose(string key, IReadOnlySet<int> promised)
    {
        var start = key.Aggregate(17u, (hash, letter) => (hash * 31) + letter) % Count;
        for (var step = 0u; step < Count; step++)
        {
            var port = First + (int)((start + step) % Count);
            if (!promised.Contains(port) && IsFree(port))
                return port;
        }
        throw new EstrellaException(ExitCode.NoDatabase, $"no free port on 127.0.0.1 between {First} and {First + Count - 1}");
    }
}
