using System.Buffers.Binary;

namespace HpcClient.Demo.Data;

/// <summary>
/// Writes a head-like phantom as an uncompressed NIfTI-1 file: nested ellipsoids of different brightness with a little
/// noise, so that every subject looks alike and none is the same.
/// </summary>
internal static class NiftiPhantom
{
    private const int Columns = 64;
    private const int Rows = 64;
    private const int HeaderBytes = 352;

    /// <summary>Writes one image.</summary>
    /// <param name="path">Where.</param>
    /// <param name="slices">Number of slices.</param>
    /// <param name="seed">Makes the subject.</param>
    public static void Write(string path, int slices, int seed)
    {
        var random = new Random(seed);
        var ellipsoids = Ellipsoids(random);
        var image = new byte[HeaderBytes + (Columns * Rows * slices * sizeof(short))];
        WriteHeader(image, slices);
        var offset = HeaderBytes;
        for (var z = 0; z < slices; z++)
        {
            for (var y = 0; y < Rows; y++)
            {
                for (var x = 0; x < Columns; x++, offset += sizeof(short))
                {
                    var brightness = Brightness(ellipsoids, Centered(x, Columns), Centered(y, Rows), Centered(z, slices));
                    var noise = brightness > 0 ? random.Next(-20, 21) : random.Next(0, 4);
                    BinaryPrimitives.WriteInt16LittleEndian(image.AsSpan(offset), (short)Math.Max(0, brightness + noise));
                }
            }
        }

        File.WriteAllBytes(path, image);
    }

    private static double Centered(int index, int count) => ((2.0 * index) + 1 - count) / count;

    private static int Brightness(IReadOnlyList<Ellipsoid> ellipsoids, double x, double y, double z) =>
        ellipsoids.Where(e => e.Holds(x, y, z)).Select(e => e.Brightness).LastOrDefault();

    private static List<Ellipsoid> Ellipsoids(Random random)
    {
        double Vary(double value) => value * (0.95 + (0.1 * random.NextDouble()));
        return
        [
            new(0, 0, 0, Vary(0.70), Vary(0.90), Vary(0.92), 900),
            new(0, -0.02, 0, Vary(0.64), Vary(0.84), Vary(0.86), 380),
            new(Vary(0.22), 0.05, 0, Vary(0.12), Vary(0.34), Vary(0.40), 160),
            new(Vary(-0.22), 0.05, 0, Vary(0.16), Vary(0.40), Vary(0.42), 160),
            new(0, Vary(0.36), Vary(0.1), Vary(0.20), Vary(0.22), Vary(0.30), 620),
            new(Vary(0.08), Vary(-0.55), -0.1, 0.05, 0.05, 0.2, 700),
        ];
    }

    // Offsets and codes are those of the NIfTI-1 standard (nifti1.h).
    private static void WriteHeader(Span<byte> header, int slices)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header, 348);
        ReadOnlySpan<short> dimensions = [3, Columns, Rows, (short)slices, 1, 1, 1, 1];
        for (var i = 0; i < dimensions.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(header[(40 + (2 * i))..], dimensions[i]);
        }

        BinaryPrimitives.WriteInt16LittleEndian(header[70..], 4);
        BinaryPrimitives.WriteInt16LittleEndian(header[72..], 16);
        ReadOnlySpan<float> spacing = [1, 3.0f, 3.0f, 4.0f];
        for (var i = 0; i < spacing.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(header[(76 + (4 * i))..], spacing[i]);
        }

        BinaryPrimitives.WriteSingleLittleEndian(header[108..], HeaderBytes);
        BinaryPrimitives.WriteSingleLittleEndian(header[112..], 1);
        "n+1\0"u8.CopyTo(header[344..]);
    }

    private sealed record Ellipsoid(double X, double Y, double Z, double RadiusX, double RadiusY, double RadiusZ, int Brightness)
    {
        public bool Holds(double x, double y, double z) =>
            Square((x - X) / RadiusX) + Square((y - Y) / RadiusY) + Square((z - Z) / RadiusZ) <= 1;

        private static double Square(double value) => value * value;
    }
}
