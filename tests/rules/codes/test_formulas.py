"""Formulas: which can be, which can't, and how they are written."""

import pytest

from onoma.rules.codes.formulas.reading import read_formula

REAL = """
CO2 H2O NaCl C6H12O6 CH4 C2H5OH CH3CH2OH CH3COOH CHCl3 NH3 H2SO4 HNO3 HCl NaOH KOH KCl CaCl2 MgSO4 CaCO3 NaHCO3 Na2CO3
Ca(OH)2
Al2O3 Fe2O3 Fe3O4 TiO2 SiO2 KMnO4 K2Cr2O7 AgNO3 Pb(NO3)2 (NH4)2SO4 NH4Cl NH4NO3 Ca3(PO4)2 CuSO4 ZnO LiFePO4 LiCoO2
BaTiO3 YBa2Cu3O7 UF6 V2O5 NaOCl Ca(ClO)2 NaBH4 LiAlH4 NaN3 GaAs SF6 CCl4 PCl5 BF3 N2O H2O2 O2 C8H10N4O2 C17H19NO3
(CH3)2CO (C2H5)2O HCOOH CH3CN H3PO4 K4[Fe(CN)6] KAl(SO4)2 KSCN NaH2PO4 Na2S2O3 Ni(CO)4 N(CH3)3 Si(CH3)4 CCl2F2
CH3(CH2)16COOH NH2CONH2 CO(NH2)2 Ca5(PO4)3OH Ca10(PO4)6(OH)2 C12H22O11 Pb(C2H5)4 [Cu(NH3)4]SO4 [Co(NH3)6]Cl3 Pt(NH3)2Cl2
"""
UNREAL = """
B12 T4 CD4 H1N1 H5N1 H3N2 K2 D3 US UK PC HIV HPV USA CPU USB UFO WHO PhD NaN PoC NiCd VoIP PoS SOCS3 NOS3 KCNH2 UCP2 NF2
PON2 SCO2 CHIC2 HNF4 COX2 PI3K SH2 IP3 PF4 CB2 PS5 PS4 B2B B2C P2P F2F K9 V8 U2 C4D CYP2D6 KN95 CS50 KBS2 VBS3 CHOP COPD
Fe(III) Cu(II) Fe(O Ca(OH Ca)OH( C0 CO1 CO02 H2O1000 NaCl2 CaCl AlO MgOH2 SiS SpO2 PaO2 NoSQL CFCs
"""
IONS = {
    ("Na", "+"): "Na^+",
    ("Ca2", "+"): "Ca^2+",
    ("Ca", "²⁺"): "Ca^2+",
    ("Ca", "++"): "Ca^2+",
    ("SO4", "^2-"): "SO4^2-",
    ("SO42", "-"): "SO4^2-",
    ("SO₄", "²⁻"): "SO4^2-",
    ("HCO3", "-"): "HCO3^-",
    ("NH4", "+"): "NH4^+",
    ("Cr2O72", "-"): "Cr2O7^2-",
    ("Hg22", "+"): "Hg2^2+",
    ("Fe", "^{3+}"): "Fe^3+",
    ("[Fe(CN)6]3", "-"): "[Fe(CN)6]^3-",
    ("CH3COO", "-"): "CH3COO^-",
    ("N(CH3)4", "+"): "N(CH3)4^+",
    ("Al(OH)4", "-"): "Al(OH)4^-",
}


@pytest.mark.parametrize("text", REAL.split())
def test_formula_of_a_real_compound_is_read_as_it_stands(text):
    reading = read_formula(text, "", "")
    assert reading is not None
    assert reading.value == text


@pytest.mark.parametrize("text", UNREAL.split())
def test_formula_of_no_compound_is_refused(text):
    assert read_formula(text, "", "") is None


@pytest.mark.parametrize(("written", "value"), IONS.items())
def test_charge_is_told_from_count(written, value):
    reading = read_formula(*written, "")
    assert reading is not None
    assert reading.value == value


@pytest.mark.parametrize(
    ("core", "charge"), [("C", "++"), ("A", "+"), ("B", "+"), ("O", "-"), ("V", "+"), ("CO2", "-")]
)
def test_sign_that_is_no_charge_is_refused(core, charge):
    assert read_formula(core, charge, "") is None


@pytest.mark.parametrize(
    ("core", "span"), [("(CO2)", (1, 4)), ("((CO2", (2, 5)), ("Ca(OH)2)", (0, 7)), ("[CO2]", (1, 4))]
)
def test_brackets_of_the_sentence_are_no_part_of_the_formula(core, span):
    reading = read_formula(core, "", "")
    assert reading is not None
    assert (reading.start, reading.end) == span
