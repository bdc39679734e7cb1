using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace MusicSync.ServiceDefaults.Access;

/// <summary>
/// Makes the keys of Data Protection from the service's key where there is one: all replicas have it, so each can read what another
/// one gave a browser, no store is needed, and a new key makes all cookies worthless. Without one the service is on loopback, and
/// the keys are where ASP.NET Core puts them, in the user's profile.
/// </summary>
internal sealed class KeyRingFromAccessKey(IOptions<AccessOptions> access) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options)
    {
        if (access.Value.ApiKey is { Length: > 0 } key)
        {
            options.AutoGenerateKeys = false;
            options.XmlRepository = new DerivedKey(key);
        }
    }

    /// <summary>A ring of one key, which nobody stores.</summary>
    private sealed class DerivedKey(string accessKey) : IXmlRepository
    {
        // A key typed by hand has little entropy, and whoever opens the page that asks for it gets something encrypted with this one.
        private const int Iterations = 600_000;
        private const int Bytes = 64;
        private static readonly byte[] Salt = "MusicSync data protection v1"u8.ToArray();

        // It ends with the access key, not with a date.
        private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        private static readonly DateTimeOffset End = new(2126, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public IReadOnlyCollection<XElement> GetAllElements()
        {
            var derived = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(accessKey), Salt, Iterations, HashAlgorithmName.SHA512, Bytes);
            using var secret = new Secret(derived);
            var descriptor = new AuthenticatedEncryptorDescriptor(new AuthenticatedEncryptorConfiguration(), secret).ExportToXml();
            return
            [
                new XElement(
                    "key",
                    new XAttribute("id", new Guid(SHA256.HashData(derived).AsSpan(0, 16))),
                    new XAttribute("version", 1),
                    new XElement("creationDate", Begin),
                    new XElement("activationDate", Begin),
                    new XElement("expirationDate", End),
                    new XElement(
                        "descriptor",
                        new XAttribute("deserializerType", descriptor.DeserializerType.AssemblyQualifiedName!),
                        descriptor.SerializedDescriptorElement)),
            ];
        }

        public void StoreElement(XElement element, string friendlyName) =>
            throw new InvalidOperationException("The key ring is made from Access__ApiKey and takes no other keys.");
    }
}
