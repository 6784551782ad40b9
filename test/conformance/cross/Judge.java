// Bouncy Castle as a judge and as a maker. Reads lines of words from standard input, answers each with one line:
// "yes", "no" and why, or "made". File names are those of the working folder; moments are seconds since 1970.
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.*;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.*;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.*;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.*;
import org.bouncycastle.cert.jcajce.*;
import org.bouncycastle.cert.ocsp.*;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cms.*;
import org.bouncycastle.cms.jcajce.*;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.*;
import org.bouncycastle.operator.jcajce.*;
import org.bouncycastle.tsp.*;
import org.bouncycastle.util.CollectionStore;

public class Judge {
  static byte[] bytes(String name) throws Exception {
    return Files.readAllBytes(Path.of(name));
  }

  static X509Certificate certificate(String name) throws Exception {
    return new JcaX509CertificateConverter().setProvider("BC").getCertificate(new X509CertificateHolder(bytes(name)));
  }

  static X509CRL list(String name) throws Exception {
    return new JcaX509CRLConverter().setProvider("BC").getCRL(new X509CRLHolder(bytes(name)));
  }

  static PrivateKey key(String name) throws Exception {
    return KeyFactory.getInstance("EC", "BC").generatePrivate(new PKCS8EncodedKeySpec(bytes(name)));
  }

  static ContentSigner signer(String name) throws Exception {
    return new JcaContentSignerBuilder("SHA256withECDSA").setProvider("BC").build(key(name));
  }

  static DigestCalculatorProvider digests() throws Exception {
    return new JcaDigestCalculatorProviderBuilder().setProvider("BC").build();
  }

  static Date at(String seconds) {
    return new Date(Long.parseLong(seconds) * 1000);
  }

  static String answer(boolean yes) {
    return yes ? "yes" : "no";
  }

  // path moment root target others lists: names by commas, "-" for none.
  static String path(String[] w) throws Exception {
    List<Object> store = new ArrayList<>();
    X509Certificate target = certificate(w[3]);
    store.add(target);
    for (String name : names(w[4])) store.add(certificate(name));
    for (String name : names(w[5])) store.add(list(name));
    X509CertSelector wanted = new X509CertSelector();
    wanted.setCertificate(target);
    PKIXBuilderParameters asked =
        new PKIXBuilderParameters(Set.of(new TrustAnchor(certificate(w[2]), null)), wanted);
    asked.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(store), "BC"));
    asked.setRevocationEnabled(!w[5].equals("-"));
    asked.setDate(at(w[1]));
    CertPathBuilder.getInstance("PKIX", "BC").build(asked);
    return "yes";
  }

  static List<String> names(String all) {
    return all.equals("-") ? List.of() : List.of(all.split(","));
  }

  // list file issuer serial: whether the issuer signed it and the number stands in it.
  static String listed(String[] w) throws Exception {
    X509CRL list = list(w[1]);
    list.verify(certificate(w[2]).getPublicKey(), "BC");
    return answer(list.getRevokedCertificate(new BigInteger(w[3], 16)) != null);
  }

  // cms message content|-
  static String cms(String[] w) throws Exception {
    CMSSignedData message =
        w[2].equals("-") ? new CMSSignedData(bytes(w[1])) : new CMSSignedData(new CMSProcessableByteArray(bytes(w[2])), bytes(w[1]));
    Collection<SignerInformation> signers = message.getSignerInfos().getSigners();
    for (SignerInformation one : signers) {
      Collection<X509CertificateHolder> own = message.getCertificates().getMatches(one.getSID());
      if (own.isEmpty()) return "no certificate";
      X509CertificateHolder holder = own.iterator().next();
      if (!one.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(holder))) return "no";
    }
    return answer(!signers.isEmpty());
  }

  // stamp request response authority
  static String stamp(String[] w) throws Exception {
    TimeStampRequest request = new TimeStampRequest(bytes(w[1]));
    TimeStampResponse response = new TimeStampResponse(bytes(w[2]));
    response.validate(request);
    response.getTimeStampToken().validate(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(certificate(w[3])));
    return "yes";
  }

  // ocsp response issuer certificate responder: what is said.
  static String ocsp(String[] w) throws Exception {
    BasicOCSPResp basic = (BasicOCSPResp) new OCSPResp(bytes(w[1])).getResponseObject();
    X509CertificateHolder responder = new X509CertificateHolder(bytes(w[4]));
    if (!basic.isSignatureValid(new JcaContentVerifierProviderBuilder().setProvider("BC").build(responder))) return "no";
    X509CertificateHolder issuer = new X509CertificateHolder(bytes(w[2]));
    for (SingleResp one : basic.getResponses()) {
      if (!one.getCertID().matchesIssuer(issuer, digests())) continue;
      if (!one.getCertID().getSerialNumber().equals(certificate(w[3]).getSerialNumber())) continue;
      CertificateStatus status = one.getCertStatus();
      return status == CertificateStatus.GOOD ? "good" : status instanceof RevokedStatus ? "revoked" : "unknown";
    }
    return "silent";
  }

  static String make(String file, byte[] bytes) throws Exception {
    Files.write(Path.of(file), bytes);
    return "made";
  }

  // make-certificate out issuer issuerKey subjectOf from until ca|end
  static String makeCertificate(String[] w) throws Exception {
    X509CertificateHolder issuer = new X509CertificateHolder(bytes(w[2]));
    X509CertificateHolder of = new X509CertificateHolder(bytes(w[4]));
    JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
    boolean ca = w[7].equals("ca");
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            issuer.getSubject(), BigInteger.valueOf(System.nanoTime()), at(w[5]), at(w[6]), of.getSubject(), of.getSubjectPublicKeyInfo());
    builder.addExtension(Extension.basicConstraints, true, ca ? new BasicConstraints(0) : new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(ca ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature));
    builder.addExtension(Extension.authorityKeyIdentifier, false, utils.createAuthorityKeyIdentifier(issuer));
    builder.addExtension(Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(of.getSubjectPublicKeyInfo()));
    return make(w[1], builder.build(signer(w[3])).getEncoded());
  }

  // make-list out issuer issuerKey this next number serial|- base|- namedIssuer|-
  static String makeList(String[] w) throws Exception {
    X509CertificateHolder issuer = new X509CertificateHolder(bytes(w[2]));
    X509v2CRLBuilder builder = new X509v2CRLBuilder(issuer.getSubject(), at(w[4]));
    builder.setNextUpdate(at(w[5]));
    builder.addExtension(Extension.authorityKeyIdentifier, false, new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer));
    builder.addExtension(Extension.cRLNumber, false, new CRLNumber(new BigInteger(w[6])));
    if (!w[8].equals("-")) builder.addExtension(Extension.deltaCRLIndicator, true, new CRLNumber(new BigInteger(w[8])));
    if (!w[9].equals("-"))
      builder.addExtension(Extension.issuingDistributionPoint, true, new IssuingDistributionPoint(null, false, false, null, true, false));
    if (!w[7].equals("-")) {
      ExtensionsGenerator entry = new ExtensionsGenerator();
      entry.addExtension(Extension.reasonCode, false, CRLReason.lookup(CRLReason.keyCompromise));
      if (!w[9].equals("-"))
        entry.addExtension(
            Extension.certificateIssuer,
            true,
            new GeneralNames(new GeneralName(new X509CertificateHolder(bytes(w[9])).getSubject())));
      builder.addCRLEntry(new BigInteger(w[7], 16), at(w[4]), entry.generate());
    }
    return make(w[1], builder.build(signer(w[3])).getEncoded());
  }

  // make-cms out certificate key content attached|detached
  static String makeCms(String[] w) throws Exception {
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    X509CertificateHolder own = new X509CertificateHolder(bytes(w[2]));
    generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(digests()).build(signer(w[3]), own));
    generator.addCertificates(new CollectionStore<>(List.of(own)));
    return make(w[1], generator.generate(new CMSProcessableByteArray(bytes(w[4])), w[5].equals("attached")).getEncoded());
  }

  // make-stamp out request certificate key moment
  static String makeStamp(String[] w) throws Exception {
    X509CertificateHolder own = new X509CertificateHolder(bytes(w[3]));
    TimeStampTokenGenerator generator =
        new TimeStampTokenGenerator(
            new JcaSignerInfoGeneratorBuilder(digests()).build(signer(w[4]), own),
            digests().get(new AlgorithmIdentifier(new ASN1ObjectIdentifier("2.16.840.1.101.3.4.2.1"))),
            new ASN1ObjectIdentifier("2.999.1"));
    generator.addCertificates(new CollectionStore<>(List.of(own)));
    TimeStampResponseGenerator answers = new TimeStampResponseGenerator(generator, TSPAlgorithms.ALLOWED);
    return make(w[1], answers.generate(new TimeStampRequest(bytes(w[2])), BigInteger.valueOf(System.nanoTime()), at(w[5])).getEncoded());
  }

  // make-ocsp out issuer certificate responder key moment until good|revoked
  static String makeOcsp(String[] w) throws Exception {
    X509CertificateHolder issuer = new X509CertificateHolder(bytes(w[2]));
    X509CertificateHolder responder = new X509CertificateHolder(bytes(w[4]));
    BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(responder.getSubject()));
    CertificateID id =
        new CertificateID(digests().get(CertificateID.HASH_SHA1), issuer, certificate(w[3]).getSerialNumber());
    CertificateStatus status = w[8].equals("good") ? CertificateStatus.GOOD : new RevokedStatus(at(w[6]), CRLReason.keyCompromise);
    builder.addResponse(id, status, at(w[6]), at(w[7]), null);
    BasicOCSPResp basic = builder.build(signer(w[5]), new X509CertificateHolder[] {responder}, at(w[6]));
    return make(w[1], new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, basic).getEncoded());
  }

  static String obey(String[] w) throws Exception {
    switch (w[0]) {
      case "path": return path(w);
      case "list": return listed(w);
      case "cms": return cms(w);
      case "stamp": return stamp(w);
      case "ocsp": return ocsp(w);
      case "make-certificate": return makeCertificate(w);
      case "make-list": return makeList(w);
      case "make-cms": return makeCms(w);
      case "make-stamp": return makeStamp(w);
      case "make-ocsp": return makeOcsp(w);
      default: return "unknown command";
    }
  }

  public static void main(String[] args) throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String said;
      try {
        said = obey(line.split(" "));
      } catch (Exception refused) {
        Throwable cause = refused;
        while (cause.getCause() != null && cause.getCause() != cause) cause = cause.getCause();
        said = "no " + cause;
      }
      System.out.println(said.replaceAll("\\s+", " "));
    }
  }
}
