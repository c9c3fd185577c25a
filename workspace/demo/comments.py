"""What people write into the open questions; the words of the source documents' findings."""

USEFUL = (
    "Latihan menyusun prioritas kerja sangat membantu.",
    "Simulasi menghadapi warga yang mengeluh.",
    "Contoh kasus dari daerah sendiri mudah dipahami.",
    "Diskusi kelompok karena bisa bertukar cara kerja antarunit.",
    "Praktik langsung memakai aplikasi.",
)
WEAK = {  # by the challenge that the course meets most
    "waktu": (
        "Jadwal pelatihan bentrok dengan jam pelayanan di loket.",
        "Mohon jadwal yang tidak mengganggu tugas harian.",
        "Sebaiknya ada pilihan dua jadwal agar layanan tetap berjalan.",
        "Sering dipanggil ke kantor saat pelatihan berlangsung.",
    ),
    "relevansi": (
        "Materi kurang relevan dengan tugas di unit kami.",
        "Contoh kasus kurang sesuai dengan pekerjaan di lapangan.",
        "Kurikulum perlu disesuaikan, terlalu banyak teori.",
    ),
    "anggaran": (
        "Anggaran unit belum ada untuk menerapkan hasil pelatihan.",
        "Bahan ajar tidak dicetak karena keterbatasan anggaran.",
        "Perlu kerja sama dengan perguruan tinggi agar pelatihan lebih beragam.",
    ),
    "resistensi": (
        "Rekan kerja masih nyaman dengan cara lama.",
        "Perubahan cara kerja belum didukung semua pihak di kelurahan.",
        "Perlu pendampingan dari pimpinan setelah pelatihan.",
    ),
    "sarana": (
        "Komputer di kantor lambat sehingga sulit dipraktikkan.",
        "Jaringan internet terputus saat praktik.",
        "Proyektor kurang terang dan pengeras suara sering mati.",
    ),
    "dukungan": (
        "Pimpinan belum memberi kesempatan menerapkan hasil pelatihan.",
        "Belum ada umpan balik dari atasan setelah pelatihan.",
    ),
    "kesadaran": (
        "Informasi program pengembangan karier belum sampai ke semua pegawai.",
        "Banyak rekan belum tahu manfaat program ini.",
    ),
    "variasi": (
        "Pilihan pelatihan kurang beragam.",
        "Mohon topik yang lebih bervariasi setiap tahun.",
    ),
}
NEEDED = (
    "Keterampilan digital dan keamanan data.",
    "Kepemimpinan bagi pegawai muda.",
    "Menulis laporan yang ringkas.",
    "Pelayanan bagi penyandang disabilitas.",
    "Pengelolaan arsip elektronik.",
)
APPLIED = (
    "Antrean dibagi menurut jenis layanan sehingga warga menunggu lebih singkat.",
    "Saya memakai daftar prioritas harian; berkas tidak lagi menumpuk.",
    "Penjelasan persyaratan kini memakai lembar satu halaman.",
    "Surat keluar dicatat pada hari yang sama.",
)
OBSERVED = (
    "Lebih tepat waktu menyelesaikan berkas.",
    "Lebih sabar dan jelas ketika menjelaskan kepada warga.",
    "Belum banyak perubahan karena beban tugas tinggi.",
    "Mulai membagikan pengetahuan kepada rekan.",
)
INVITING = (
    "Beri insentif bagi pegawai yang aktif.",
    "Jadwal dibuat lebih fleksibel dan ada kelas daring.",
    "Umumkan program lebih awal melalui grup unit kerja.",
    "Pimpinan perlu memberi contoh dengan ikut hadir.",
)
HOPED = (
    "Semoga bisa langsung dipraktikkan di loket.",
    "Ingin lebih percaya diri berbicara di depan warga.",
    "Berharap ada contoh dari daerah lain.",
)


def written(key: str, hindered: str) -> tuple[str, ...]:
    """Return what people write to a question, given what hinders their course most."""
    weak = WEAK[hindered]
    if key in {"T2", "T5"}:
        return (*weak, *weak, *WEAK["relevansi"][:1], *WEAK["waktu"][:1])
    answers = {
        "T1": USEFUL,
        "T3": NEEDED,
        "T4": APPLIED,
        "T6": OBSERVED,
        "T7": INVITING,
        "T-HARAP": HOPED,
        "T-BUTUH": NEEDED,
    }
    return answers.get(key, USEFUL)
