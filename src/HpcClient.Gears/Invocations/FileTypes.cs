namespace HpcClient.Gears.Invocations;

/// <summary>Flywheel file type and MIME type by the name's end.</summary>
public static class FileTypes
{
    private const string Binary = "application/octet-stream";

    private static readonly (string End, string? Type, string Mimetype)[] Known =
    [
        (".dicom.zip", "dicom", "application/zip"),
        (".dcm.zip", "dicom", "application/zip"),
        (".dcm", "dicom", "application/dicom"),
        (".dicom", "dicom", "application/dicom"),
        (".nii.gz", "nifti", "application/gzip"),
        (".nii", "nifti", Binary),
        (".bval", "bval", "text/plain"),
        (".bvec", "bvec", "text/plain"),
        (".parrec.zip", "parrec", "application/zip"),
        (".qa.png", "qa", "image/png"),
        (".zip", "archive", "application/zip"),
        (".tgz", "archive", "application/gzip"),
        (".tar.gz", "archive", "application/gzip"),
        (".tar", "archive", "application/x-tar"),
        (".gz", null, "application/gzip"),
        (".png", "image", "image/png"),
        (".jpg", "image", "image/jpeg"),
        (".jpeg", "image", "image/jpeg"),
        (".json", "source code", "application/json"),
        (".py", "source code", "text/x-python"),
        (".html", null, "text/html"),
        (".csv", "tabular data", "text/csv"),
        (".tsv", "tabular data", "text/tab-separated-values"),
        (".txt", "text", "text/plain"),
        (".log", "log", "text/plain"),
        (".pdf", "pdf", "application/pdf"),
        (".md", "markdown", "text/markdown"),
    ];

    /// <summary>Type of a file named <paramref name="name"/>; null where its end tells none.</summary>
    public static string? TypeOf(string name) => Find(name).Type;

    /// <summary>MIME type of a file named <paramref name="name"/>.</summary>
    public static string MimetypeOf(string name) => Find(name).Mimetype ?? Binary;

    private static (string End, string? Type, string? Mimetype) Find(string name) =>
        Known.FirstOrDefault(known => name.EndsWith(known.End, StringComparison.OrdinalIgnoreCase));
}
